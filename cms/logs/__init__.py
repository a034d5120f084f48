"""What the log says, and under which ID: `request_id` names a request, `lines` writes JSON.

The ID of a request comes from the proxy in front, is in its log, in ours and in the answer.
"""
