"""The newsletter's pages: asking for it, confirming, leaving, writing one; and what is unsent."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from matcher.errors import InvalidInput
from matcher.services.mailing import LONGEST_SUBJECT, list_unsent, retry
from matcher.services.newsletters import (
    LONGEST_TEXT,
    Draft,
    Letters,
    ask_for,
    confirm,
    count_readers,
    leave,
    list_sent,
    read_subscription,
    send_newsletter,
)
from matcher.vocabulary import Language, Topic
from web.attempts import limiter
from web.clock import read_clock
from web.composition import get_services
from web.forms import PostedForm, clean_text, list_choices
from web.messages import show_message, translate_parts
from web.transactions import get_session

ASKED = "20/hour"
"""How often one address may ask for the newsletter; a town hall shares one."""

MISSING = _l("Write it in both languages")

newsletter = Blueprint("newsletter", __name__, url_prefix="/newsletter")


class TopicsField(SelectMultipleField):
    """One check box a topic; what is none is refused in the reader's language."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def pre_validate(self, form: object) -> None:
        """Refuse what is none of the list."""
        known = {str(one) for one in Topic}
        if not set(self.data or ()) <= known:
            raise ValidationError(_("Choose one of the list"))

    @property
    def chosen(self) -> frozenset[Topic]:
        """The topics chosen."""
        return frozenset(one for one in Topic if str(one) in (self.data or ()))


class TopicsForm(PostedForm):
    """A form with topics."""

    topics = TopicsField(_l("Topics"))

    def __init__(self, *arguments: object, **more: object) -> None:
        super().__init__(*arguments, **more)
        self.topics.choices = list_choices({str(one): one.label(self.language) for one in Topic})


class SubscribeForm(TopicsForm):
    """Who wants the newsletter, and what of it."""

    email = StringField(
        _l("E-mail"),
        filters=[clean_text],
        validators=[InputRequired(_l("Write your e-mail")), Length(max=254)],
        render_kw={"type": "email", "autocomplete": "email"},
    )


class NewsletterForm(TopicsForm):
    """A newsletter in both languages, and for whom."""

    subject_da = StringField(
        _l("Subject in Danish"),
        filters=[clean_text],
        validators=[InputRequired(MISSING), Length(max=LONGEST_SUBJECT)],
    )
    text_da = TextAreaField(
        _l("Text in Danish"),
        validators=[InputRequired(MISSING), Length(max=LONGEST_TEXT)],
        render_kw={"rows": 10},
    )
    subject_en = StringField(
        _l("Subject in English"),
        filters=[clean_text],
        validators=[InputRequired(MISSING), Length(max=LONGEST_SUBJECT)],
    )
    text_en = TextAreaField(
        _l("Text in English"),
        validators=[InputRequired(MISSING), Length(max=LONGEST_TEXT)],
        render_kw={"rows": 10},
    )

    @property
    def draft(self) -> Draft:
        """The newsletter as it is written."""
        return Draft(
            self.subject_da.data or "",
            self.subject_en.data or "",
            (self.text_da.data or "").replace("\r\n", "\n").replace("\x00", ""),
            (self.text_en.data or "").replace("\r\n", "\n").replace("\x00", ""),
            self.topics.chosen,
        )


@newsletter.get("/")
def show_form() -> ResponseReturnValue:
    """Show the form by which anybody asks for the newsletter."""
    return render_template("newsletter/subscribe.html", form=SubscribeForm())


@newsletter.post("/")
@limiter.limit(ASKED)
def subscribe() -> ResponseReturnValue:
    """Send a link to the address, whoever's it is; the answer is always the same."""
    form = SubscribeForm()
    if not form.validate_on_submit():
        return render_template("newsletter/subscribe.html", form=form), 422
    try:
        ask_for(
            get_session(),
            get_services().settings,
            form.email.data,
            language=form.language,
            topics=form.topics.chosen,
            letters=_write_letters(),
            now=read_clock(),
        )
    except InvalidInput as error:
        form.add_error(error.field, ". ".join(translate_parts(error)))
        return render_template("newsletter/subscribe.html", form=form), 422
    return redirect(url_for("newsletter.show_asked"))


@newsletter.get("/asked")
def show_asked() -> ResponseReturnValue:
    """Say that a link is on its way."""
    return render_template(
        "newsletter/told.html",
        title=_("Look in your mail"),
        text=_(
            "If the address does not read the newsletter already, a link has been sent to it. "
            "Follow it within a week to begin."
        ),
    )


@newsletter.get("/confirm/<token>")
def show_confirm(token: str) -> ResponseReturnValue:
    """Ask whether to begin; a mail filter that opens links does not confirm."""
    read_subscription(get_session(writing=False), token)
    return render_template(
        "newsletter/ask.html",
        title=_("Receive the newsletter?"),
        text=_("You can leave it again at any time, with one click in each newsletter."),
        button=_("Yes, send it to me"),
        action=url_for("newsletter.confirm_subscription", token=token),
    )


@newsletter.post("/confirm/<token>")
def confirm_subscription(token: str) -> ResponseReturnValue:
    """Begin."""
    confirm(get_session(), token, now=read_clock())
    show_message(_("You receive the newsletter from now on"))
    return redirect(url_for("newsletter.show_form"))


@newsletter.get("/leave/<token>")
def show_leave(token: str) -> ResponseReturnValue:
    """Ask whether to leave."""
    read_subscription(get_session(writing=False), token)
    return render_template(
        "newsletter/ask.html",
        title=_("Leave the newsletter?"),
        text=_("Your address is deleted at once."),
        button=_("Leave"),
        action=url_for("newsletter.leave_newsletter", token=token),
    )


@newsletter.post("/leave/<token>")
def leave_newsletter(token: str) -> ResponseReturnValue:
    """Leave; mail programs post here by themselves (RFC 8058), with the token as the proof."""
    leave(get_session(), token, now=read_clock())
    return render_template(
        "newsletter/told.html",
        title=_("You have left the newsletter"),
        text=_("Your address is deleted. You are welcome back whenever you like."),
    )


@newsletter.get("/letters")
def list_letters() -> ResponseReturnValue:
    """Show what was sent, and who reads what."""
    session = get_session(writing=False)
    return render_template(
        "newsletter/letters.html", letters=list_sent(session), readers=count_readers(session)
    )


@newsletter.route("/letters/new", methods=["GET", "POST"])
def write_letter() -> ResponseReturnValue:
    """Write a newsletter, see it, and send it."""
    form = NewsletterForm()
    if request.method == "GET" or not form.validate_on_submit():
        status = 200 if request.method == "GET" else 422
        return render_template("newsletter/write.html", form=form, preview=False), status
    if "send" not in request.form:
        return render_template("newsletter/write.html", form=form, preview=True)
    try:
        count = send_newsletter(
            get_session(),
            get_services().settings,
            form.draft,
            letters=_write_letters(),
            actor=current_user.email,
            now=read_clock(),
        )
    except InvalidInput as error:
        form.add_error(error.field, ". ".join(translate_parts(error)))
        return render_template("newsletter/write.html", form=form, preview=False), 422
    show_message(_("The newsletter is on its way to %(count)s readers", count=count))
    return redirect(url_for("newsletter.list_letters"))


@newsletter.get("/outbox")
def show_outbox() -> ResponseReturnValue:
    """Show what has not been sent, and why."""
    counts, unsent = list_unsent(get_session(writing=False))
    is_set = bool(get_services().settings.smtp_url)
    return render_template("newsletter/outbox.html", counts=counts, unsent=unsent, is_set=is_set)


@newsletter.post("/outbox/retry")
def retry_outbox() -> ResponseReturnValue:
    """Try again what was given up."""
    count = retry(get_session(), now=read_clock())
    show_message(_("%(count)s messages are tried again", count=count))
    return redirect(url_for("newsletter.show_outbox"))


def _write_letters() -> Letters:
    public = get_services().settings.public_url

    def point(endpoint: str, token: str) -> str:
        return public + url_for(endpoint, token=token)

    return Letters(
        confirmation=_write_confirmation,
        footer=_write_footer,
        confirm_url=lambda token: point("newsletter.show_confirm", token),
        leave_url=lambda token: point("newsletter.show_leave", token),
    )


def _write_confirmation(language: Language, address: str) -> tuple[str, str]:
    unit = get_services().settings.unit_name
    with force_locale(language):
        subject = _("Confirm that you want the newsletter of %(unit)s", unit=unit)
        text = _(
            "Somebody, perhaps you, has asked for the newsletter to this address.\n\n"
            "Follow this link within a week to begin:\n%(address)s\n\n"
            "If it was not you, do nothing: the address is then forgotten.\n\n%(unit)s",
            address=address,
            unit=unit,
        )
    return str(subject), str(text)


def _write_footer(language: Language, address: str) -> str:
    with force_locale(language):
        unit = get_services().settings.unit_name
        return str(_("%(unit)s. Leave the newsletter: %(address)s", unit=unit, address=address))
