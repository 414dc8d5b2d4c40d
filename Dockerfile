# Three images from one file: `web` (the site) and `edge` (nginx with the static files),
# both built from `build`. No compiler, no Node: every locked package is a wheel.

FROM python:3.12-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PYTHONDONTWRITEBYTECODE=1
RUN python -m venv /venv
COPY requirements.txt /tmp/
RUN /venv/bin/pip install --require-hashes --only-binary :all: -r /tmp/requirements.txt \
    && /venv/bin/pip uninstall --yes pip
WORKDIR /app
COPY . .
# The values only satisfy the settings' checks; nothing of them stays in the image.
RUN SECRET_KEY=only-while-the-static-files-are-collected-000000000000 \
    ALLOWED_HOSTS=build.invalid DJANGO_SETTINGS_MODULE=hm_site.settings.production \
    /venv/bin/python manage.py collectstatic --noinput && mkdir -p var/media

FROM nginx:1.28-alpine AS edge
COPY deploy/nginx/nginx.conf /etc/nginx/nginx.conf
COPY deploy/nginx/proxy.conf /etc/nginx/proxy.conf
COPY deploy/nginx/site.conf.template /etc/nginx/templates/site.conf.template
COPY deploy/nginx/unavailable.html /srv/unavailable.html
COPY --from=build /app/var/static /srv/static
# What the template may use, the second being the resolvers of /etc/resolv.conf.
ENV NGINX_ENVSUBST_FILTER=SERVER_NAMES|UPSTREAM|NGINX_LOCAL_RESOLVERS \
    NGINX_ENTRYPOINT_LOCAL_RESOLVERS=1
RUN rm -f /etc/nginx/conf.d/default.conf && chown nginx /etc/nginx/conf.d
USER nginx
EXPOSE 8080

FROM python:3.12-slim-bookworm AS web
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=hm_site.settings.production
RUN useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin site
WORKDIR /app
COPY --from=build /venv /venv
COPY --from=build /app /app
# A new volume mounted here takes over the owner; all else is read-only to the site.
RUN chown -R site: /app/var/media
USER site
EXPOSE 8000
ENTRYPOINT ["deploy/entrypoint.sh"]
CMD ["start"]
