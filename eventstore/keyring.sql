-- keep --
-- A new person's key. Where one is kept, erased or not, nothing changes.
SELECT keep_person_key($1, $2, $3, $4);

-- wrapped --
-- Wrapped keys of those persons of a network who are not erased.
SELECT person_id, wrapped, key_id FROM person_keys
WHERE network_id = $1 AND person_id = ANY ($2) AND wrapped IS NOT NULL;

-- any --
-- all networks: one key file opens the persons of all of them, so any key tells whether it is the right one.
SELECT network_id, wrapped, key_id FROM person_keys WHERE wrapped IS NOT NULL LIMIT 1;
