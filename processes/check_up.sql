-- look --
-- all networks: the administrator's view of the installation.
SELECT count(*) FILTER (WHERE w.state = 'WAITING' AND w.written_at < $1) AS waiting,
       count(*) FILTER (WHERE w.state = 'SET_ASIDE' AND w.written_at >= $2) AS set_aside,
       coalesce(array_agg(DISTINCT w.failure) FILTER (WHERE w.state = 'SET_ASIDE' AND w.written_at >= $2 AND w.failure IS NOT NULL),
                '{}') AS failures
FROM (
    SELECT state, failure, written_at FROM letters
    UNION ALL
    SELECT CASE WHEN set_aside THEN 'SET_ASIDE' ELSE 'WAITING' END, failure, written_at FROM outbox
) AS w;
