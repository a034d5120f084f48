"""The SQL that changes the content's version, for each database.

Each step is a random number. The sum only grows, and two histories that diverge after a restored
backup share no version.
"""

BUMP = {
    "sqlite": """
        INSERT INTO cms_freshness_contentchange ("transaction", number)
        VALUES (0, 1 + (random() & 2147483647))
        ON CONFLICT ("transaction") DO UPDATE SET number = number + excluded.number
    """,
    "postgresql": "SELECT content_changed()",
}

# On PostgreSQL a transaction writes rows of its own, so writers never wait for each other. It
# writes one for each 256 changes: changing a row means skipping all versions of it that the
# transaction left behind, so 160,000 changes of a single row took three minutes.
#
# The first change of every 64th transaction adds up the rows of earlier ones. Rows that another
# transaction is adding up are skipped, so nobody waits here either; the sum stays the same.
FUNCTION = """
CREATE OR REPLACE FUNCTION content_changed() RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    before bigint := coalesce(nullif(current_setting('content.changes', true), ''), '0');
    first bigint := txid_current() * 65536;
    own bigint := first + least(before / 256, 65535);
BEGIN
    PERFORM set_config('content.changes', (before + 1)::text, true);
    INSERT INTO cms_freshness_contentchange ("transaction", number)
    VALUES (own, 1 + floor(random() * 2147483647)::bigint)
    ON CONFLICT ("transaction") DO UPDATE
        SET number = cms_freshness_contentchange.number + excluded.number;
    IF before = 0 AND txid_current() % 64 = 0
        AND current_setting('transaction_isolation') = 'read committed'
    THEN
        WITH earlier AS (
            SELECT "transaction" FROM cms_freshness_contentchange
            WHERE "transaction" >= 0 AND "transaction" < first FOR UPDATE SKIP LOCKED
        ), gone AS (
            DELETE FROM cms_freshness_contentchange USING earlier
            WHERE cms_freshness_contentchange."transaction" = earlier."transaction"
            RETURNING number
        )
        UPDATE cms_freshness_contentchange
        SET number = number + (SELECT coalesce(sum(number), 0) FROM gone)
        WHERE "transaction" = own;
    END IF;
END $$;
CREATE OR REPLACE FUNCTION content_change_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM content_changed();
    RETURN NULL;
END $$
"""

# The trigger's action. On SQLite without ON CONFLICT, which the outer statement's would override.
ACTION = {
    "sqlite": """
        BEGIN
            INSERT INTO cms_freshness_contentchange ("transaction", number)
                SELECT 0, 0 WHERE NOT EXISTS (SELECT 1 FROM cms_freshness_contentchange);
            UPDATE cms_freshness_contentchange SET number = number + 1 + (random() & 2147483647);
        END
    """,
    "postgresql": "EXECUTE FUNCTION content_change_made()",
}
