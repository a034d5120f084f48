"""How gunicorn serves the project: `gunicorn --config python:cms.gunicorn cms.wsgi`."""

import multiprocessing
import os

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", 2 * multiprocessing.cpu_count() + 1))
worker_class = "cms.worker.WaitressWorker"  # a slow client holds no thread
threads = 4
worker_connections = 400  # each a file descriptor, of which a process often has no more than 1,024
timeout = 30
max_requests = 10_000
max_requests_jitter = 1_000
accesslog = "-"
control_socket_disable = True  # it would lie in the home folder, which a service may not have
