"""Text of others is printed as it is, but for what steers a terminal or a reader of logs."""

from policies.printable import escaped


def test_japanese_stays_and_what_steers_is_spelt_out() -> None:
    assert escaped("面談\x1b[31m\n\tok \u202e") == "面談\\x1b[31m\n\tok \\u202e"
