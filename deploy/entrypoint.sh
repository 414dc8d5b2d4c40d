#!/bin/sh
# What a container of the site does:
#   start        set up, then serve (one container alone)
#   setup        migrate and sync_site, once per release, before any `serve`
#   serve        gunicorn on port 8000
#   scheduler    do what is due (publishing, mail, reminders, …), every minute
#   healthcheck  exit 0 when the server in this container answers
# Anything else is a management command: `entrypoint.sh createsuperuser`.
set -eu

setup() {
  python manage.py migrate --noinput
  python manage.py sync_site
}

serve() {
  # The access log holds no query string and no address of a reader: %(U)s is the path.
  exec gunicorn hm_site.wsgi:application \
    --bind "${WEB_HOST:-0.0.0.0}:${WEB_PORT:-8000}" \
    --worker-class gthread --workers "${WEB_WORKERS:-2}" --threads "${WEB_THREADS:-4}" \
    --timeout 30 --graceful-timeout 30 --max-requests 5000 --max-requests-jitter 500 \
    --worker-tmp-dir /dev/shm --no-control-socket \
    --access-logfile - --access-logformat '%(t)s "%(m)s %(U)s" %(s)s %(b)s %(M)sms'
}

scheduler() {
  trap 'exit 0' TERM INT
  while :; do
    python manage.py chores || echo "chores failed, see above" >&2
    sleep "${SCHEDULER_SECONDS:-60}" &
    wait $!
  done
}

healthcheck() {
  exec python - <<'PYTHON'
import os
import urllib.request

host = os.environ["ALLOWED_HOSTS"].split(",")[0].strip().lstrip(".")
port = os.environ.get("WEB_PORT", "8000")
request = urllib.request.Request(
    f"http://127.0.0.1:{port}/healthz",
    headers={"Host": host, "X-Forwarded-Proto": "https"},
)
urllib.request.urlopen(request, timeout=4).close()
PYTHON
}

case "${1:-start}" in
  start) setup; serve ;;
  setup) setup ;;
  serve) serve ;;
  scheduler) scheduler ;;
  healthcheck) healthcheck ;;
  *) exec python manage.py "$@" ;;
esac
