"""``python -m training``: the same commands, without the web room."""

import click

from training.commands import demo, train, worker

main = click.Group(commands=[train, worker, demo], help="Renew the models.")

if __name__ == "__main__":
    main()
