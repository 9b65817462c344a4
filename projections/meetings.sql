-- create --
SELECT 1;
