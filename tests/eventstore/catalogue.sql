-- catalogue --
-- One line per thing that the migrations made, readable and the same on every version of PostgreSQL.
WITH ours AS (
    SELECT oid, nspname FROM pg_namespace WHERE nspname IN ('log', 'accounts')
), tables AS (
    SELECT c.oid, n.nspname || '.' || c.relname AS name, c.relowner, c.relacl, c.reloptions, c.relkind
    FROM pg_class c JOIN ours n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S')
), rights AS (
    SELECT t.name AS thing, t.relowner AS owner, a.* FROM tables t, aclexplode(t.relacl) a
    UNION ALL
    SELECT 'schema ' || n.nspname, n.nspowner, a.* FROM pg_namespace n, aclexplode(n.nspacl) a
    WHERE n.nspname IN ('log', 'accounts')
    UNION ALL
    SELECT n.nspname || '.' || p.proname || '()', p.proowner, a.*
    FROM pg_proc p JOIN ours n ON n.oid = p.pronamespace,
         aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
    UNION ALL
    SELECT 'database', d.datdba, a.* FROM pg_database d, aclexplode(d.datacl) a WHERE d.datname = current_database()
), lines AS (
    SELECT t.name AS thing, 1 AS rank, 0 AS place,
           CASE t.relkind WHEN 'r' THEN 'table ' WHEN 'S' THEN 'sequence ' ELSE 'relation ' END || t.name
           || ' of ' || t.relowner::regrole || coalesce(' with ' || array_to_string(t.reloptions, ', '), '') AS line
    FROM tables t
    UNION ALL
    SELECT t.name, 2, a.attnum,
           '    ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
           || CASE WHEN a.attnotnull THEN ' not null' ELSE '' END
           || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
    FROM tables t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE t.relkind <> 'S'
    UNION ALL
    SELECT t.name, 3, row_number() OVER (PARTITION BY t.name ORDER BY c.conname),
           '    constraint ' || c.conname || ' ' || pg_get_constraintdef(c.oid)
    FROM tables t JOIN pg_constraint c ON c.conrelid = t.oid AND c.contype <> 'n'  -- 18 names each NOT NULL too
    UNION ALL
    SELECT t.name, 4, row_number() OVER (PARTITION BY t.name ORDER BY i.indexrelid::regclass::text),
           '    ' || pg_get_indexdef(i.indexrelid)
    FROM tables t JOIN pg_index i ON i.indrelid = t.oid
    WHERE NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)
    UNION ALL
    SELECT t.name, 5, row_number() OVER (PARTITION BY t.name ORDER BY g.tgname), '    ' || pg_get_triggerdef(g.oid)
    FROM tables t JOIN pg_trigger g ON g.tgrelid = t.oid AND NOT g.tgisinternal
    UNION ALL
    SELECT n.nspname || '.' || p.proname || '()', 6, 0,
           'function ' || n.nspname || '.' || p.proname || ' of ' || p.proowner::regrole
           || CASE WHEN p.prosecdef THEN ', security definer' ELSE '' END
           || coalesce(', set ' || array_to_string(p.proconfig, ', '), '')
           || E'\n    (' || pg_get_function_arguments(p.oid) || E')\n    returns ' || pg_get_function_result(p.oid)
    FROM pg_proc p JOIN ours n ON n.oid = p.pronamespace
    UNION ALL
    SELECT r.thing, 7, 0,
           CASE WHEN r.thing = 'database' OR r.thing LIKE 'schema %' THEN r.thing || ': ' ELSE '    ' END
           || 'granted to ' || CASE r.grantee WHEN 0 THEN 'public' ELSE r.grantee::regrole::text END
           || ': ' || string_agg(lower(r.privilege_type), ', ' ORDER BY r.privilege_type)
    FROM rights r WHERE r.grantee <> r.owner GROUP BY r.thing, r.grantee
)
SELECT line FROM lines ORDER BY thing, rank, place, line;
