# The same as xkey.vcl, for a Varnish without modules: it compares what it holds with a list of bans.
# Set CACHE_TAG_HEADER=xkey and VARNISH_URLS=http://127.0.0.1:6081 for the archive.
vcl 4.1;

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
            ban("obj.http.xkey ~ (^|\s)(" + regsuball(req.http.xkey-purge, "\s+", "|") + ")(\s|$)");
            return (synth(200, "Banned"));
        }
        return (purge);
    }
}
