"""The forms of the sign-in page. settings.ACCOUNT_FORMS and MFA_FORMS name them."""

from typing import Any

from allauth.account.forms import LoginForm, RequestLoginCodeForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm


class SignInForm(LoginForm):
    """The way to a forgotten password stands below the buttons, not as a hint between two fields."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = ""
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class RequestCodeForm(RequestLoginCodeForm):
    """Reads the sign-in form's `login` as `email`, so that one form serves two buttons without any script. Left empty
    there, it is asked for here, and nothing is at fault yet."""

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        if data is not None and "email" not in data and "login" in data:
            data, files = ({"email": data["login"]}, files) if data["login"].strip() else (None, None)
        super().__init__(data, files, **kwargs)


class PasskeyForm(AddWebAuthnForm):
    """A key that signs in by itself, unless one chooses otherwise: most people here have no password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True
