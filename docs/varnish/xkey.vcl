# Varnish before the archive, purged by tags with the module xkey (Debian: varnish-modules).
# Set CACHE_TAG_HEADER=xkey and VARNISH_URLS=http://127.0.0.1:6081 for the archive.
vcl 4.1;

import xkey;

backend archive {
    .host = "127.0.0.1";
    .port = "8000";
}

# Where the archive runs.
acl purgers {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    if (req.method == "PURGE") {
        if (client.ip !~ purgers) {
            return (synth(405));
        }
        if (req.http.xkey-purge) {
            set req.http.purged = xkey.purge(req.http.xkey-purge);
            return (synth(200, "Purged " + req.http.purged));
        }
        return (purge);
    }
}
