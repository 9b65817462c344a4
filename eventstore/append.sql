-- append --
-- Several commands' changes in one transaction; see migrations/0001_log.sql for the answers.
SELECT conflicts, before, seqs, recorded
FROM append_facts($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22);

-- outcome --
-- How a command of that person ended, if it was carried out before.
SELECT input, subject, first_seq, last_seq, refusal FROM commands
WHERE network_id = $1 AND person_id = $2 AND command_id = $3;

-- forget_commands --
-- Outcomes older than the promise made to clients that retry.
SELECT forget_commands();
