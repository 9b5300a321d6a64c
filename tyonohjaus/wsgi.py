import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tyonohjaus.settings")

application = get_wsgi_application()

# The views too, and the holidays, whose library reads those of all countries: else each worker that is forked from here
# loads them anew while its first visitor waits (0.4 s).
import_module(settings.ROOT_URLCONF)
import_module("holidays.countries")

# What is loaded by now stays loaded. Set aside, the collector need not walk through it while somebody waits, nor make
# a copy of it in each worker that was forked from one parent.
gc.collect()
gc.freeze()
