-- mentions --
-- What things were called at first, how people are called now, where and as what a mandate was held, of which meeting
-- minutes are, and the names that followed, each with its first day and the place of its fact.
SELECT s.id, s.id AS named, s.label AS name, NULL AS function, NULL::date AS since, NULL::bigint AS seq
FROM timeline_subjects s WHERE s.network_id = $1 AND s.id = ANY($2)
UNION ALL
SELECT p.id, p.id, concat_ws(' ', p.given_name, p.family_name), NULL, NULL, NULL
FROM people p WHERE p.network_id = $1 AND p.id = ANY($2) AND num_nonnulls(p.given_name, p.family_name) > 0
UNION ALL
SELECT m.id, m.organisation, s.label, m.function, NULL, NULL
FROM mandates m LEFT JOIN timeline_subjects s ON s.network_id = $1 AND s.id = m.organisation
WHERE m.network_id = $1 AND m.id = ANY($2)
UNION ALL
SELECT m.id, m.meeting, s.label, NULL, NULL, NULL
FROM minutes m LEFT JOIN timeline_subjects s ON s.network_id = $1 AND s.id = m.meeting
WHERE m.network_id = $1 AND m.id = ANY($2)
UNION ALL
SELECT r.id, r.id, r.name, NULL, r.since, r.seq
FROM timeline_renamings r
WHERE r.network_id = $1 AND (r.id = ANY($2) OR r.id IN (
    SELECT m.organisation FROM mandates m WHERE m.network_id = $1 AND m.id = ANY($2)));
