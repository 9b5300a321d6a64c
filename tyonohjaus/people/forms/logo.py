from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later

from tyonohjaus.people.models.logo import LARGEST_FILE, NotAPicture, drawn_anew


class LogoForm(forms.Form):
    file = forms.FileField(
        label=later("Picture"),
        help_text=later("A PNG or JPEG of at most 5 MB. It is printed 13 mm high at the top of each invoice."),
        error_messages={"required": later("Choose a picture first."), "empty": later("The file is empty.")},
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg"}),
    )

    def clean_file(self) -> bytes:
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise ValidationError(_("The file is larger than 5 MB. Choose a smaller picture."))
        try:
            return drawn_anew(file.read())
        except NotAPicture:
            raise ValidationError(
                _("The file could not be read as a picture. Choose a PNG or a JPEG of at most 25 million pixels.")
            ) from None
