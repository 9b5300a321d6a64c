# One image for web, worker, beat and migrate; docker-compose.yml says which command it runs.
FROM python:3.11-slim-bookworm

# What WeasyPrint draws invoices with.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

RUN useradd --create-home --uid 10001 suvanto
WORKDIR /app
ENV PYTHONUNBUFFERED=1 VAR_DIR=/home/suvanto/var

COPY requirements/base.txt requirements/base.txt
RUN pip install --no-cache-dir --require-hashes --only-binary=:all: --no-deps --requirement requirements/base.txt

COPY . .
# Fonts, icons, catalogues and compressed static files lie ready in the image. The keys only let the settings load.
RUN export PRODUCTION=1 SECRET_KEY=to-build EVENT_SEAL_KEY=to-build \
        MASTER_KEY=dG8tYnVpbGR0by1idWlsZHRvLWJ1aWxkdG8tYnVpbGQ= \
    && python manage.py build_assets \
    && python -m scripts.compile_catalogs \
    && python manage.py collectstatic --no-input --verbosity 0 \
    && python -m compileall -q tyonohjaus processes bookings agreements intake reviews voice invoicing

USER suvanto
EXPOSE 8000
CMD ["gunicorn", "tyonohjaus.wsgi", "--bind=0.0.0.0:8000", "--workers=2", "--worker-tmp-dir=/dev/shm", "--no-control-socket"]
