"""A log keeps no token of a mailed link (C30)."""

import pytest

from tyonohjaus.lib.logs import cut


@pytest.mark.parametrize(
    "path", ["/l/approval/s3cret/", "/calendar/s3cret.ics", "/sign-in/password/reset/key/1-s3cret/"]
)
def test_the_token_of_a_mailed_link_is_cut(path: str) -> None:
    assert "s3cret" not in cut(f'"GET {path}?x=1 HTTP/1.1" 200')
