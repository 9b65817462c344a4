-- missing --
-- Which of our roles and which database the cluster still lacks.
SELECT array(SELECT name FROM unnest(ARRAY['maillage_owner', 'maillage_app']) AS name
             WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name)) AS roles,
       NOT EXISTS (SELECT FROM pg_database WHERE datname = 'maillage') AS database;

-- maillage_owner --
-- Owns the log and the accounts and runs the migrations; never the application.
CREATE ROLE maillage_owner LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION;

-- maillage_app --
-- The application: owns the read models that it builds, and nothing of the log.
CREATE ROLE maillage_app LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION;

-- database --
CREATE DATABASE maillage OWNER maillage_owner;
