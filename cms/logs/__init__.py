"""Log records with request IDs: `request_id` identifies a request, `lines` writes JSON.

The ID comes from the proxy in front; it is in its log, in ours and in the answer.
"""
