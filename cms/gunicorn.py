"""How gunicorn serves the project: `gunicorn --config python:cms.gunicorn cms.wsgi`."""

import multiprocessing
import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", 2 * multiprocessing.cpu_count() + 1))
worker_class = "cms.worker.PatientWorker"  # a slow client holds no thread
threads = 4
worker_connections = 400  # each may wait for its request, which takes up to 192 KB of memory
timeout = 30
keepalive = 5
limit_request_line = 8190  # as long as gunicorn lets it be: a query by GET stands there
limit_request_fields = 60
max_requests = 10_000
max_requests_jitter = 1_000
# Neither the reader's address nor the query string: what somebody read here is nobody's business.
accesslog = "-"
access_log_format = "%(m)s %(U)s %(s)s %(B)sB %(M)sms"
# Only the setting SECURE_PROXY_SSL_HEADER decides which proxy's word on HTTPS counts.
secure_scheme_headers: dict[str, str] = {}
control_socket_disable = True  # it would lie in the home folder, which a service may not have
