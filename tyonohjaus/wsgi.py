import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tyonohjaus.settings")

application = get_wsgi_application()

# What is loaded by now stays loaded. Set aside, the collector need not walk through it while somebody waits, nor make
# a copy of it in each worker that was forked from one parent.
gc.collect()
gc.freeze()
