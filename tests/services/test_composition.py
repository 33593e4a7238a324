"""Settings in, everything a process needs out; a setting that makes no sense is named."""

import pytest

from matcher.errors import InvalidInput
from matcher.models.exploration import Swaps
from matcher.services.composition import open_services, read_swaps
from matcher.settings import Settings


def read(tmp_path, **environment):
    return Settings.from_environment({"ALBERTSLUND_HOME": str(tmp_path), **environment})


@pytest.mark.parametrize(
    ("environment", "swaps"),
    [
        ({}, Swaps(0.1, 10)),
        ({"EXPLORATION": "off"}, None),
        ({"EXPLORATION_SHARE": "0.5", "EXPLORATION_SHORTEST": "3"}, Swaps(0.5, 3)),
    ],
)
def test_exploration_is_as_configured(tmp_path, environment, swaps):
    assert read_swaps(read(tmp_path, **environment)) == swaps


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EXPLORATION", "sometimes"),
        ("EXPLORATION_SHARE", "0,1"),
        ("EXPLORATION_SHARE", "0.9"),
        ("EXPLORATION_SHARE", "nan"),
        ("EXPLORATION_SHORTEST", "-1"),
    ],
)
def test_a_setting_that_makes_no_sense_is_named_before_anything_is_opened(tmp_path, name, value):
    home = tmp_path / "home"
    with pytest.raises(InvalidInput) as refused:
        open_services(read(home, **{name: value}))
    assert refused.value.field == name
    assert not home.exists()
