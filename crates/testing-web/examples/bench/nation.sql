-- A country of {PORTALS} lycées around Nantes, the nearest first: 250 stages each, 750 bookings, their mails and history.
-- Lycées one to ten, and the twelve schools that book with them, are the same in a country of ten and of four thousand.
SET synchronous_commit = off;
SET maintenance_work_mem = '512MB';

-- Rows come quicker before their indexes and references, which are made again at the end.
CREATE TABLE later (step int, run text);
INSERT INTO later SELECT 1, indexdef FROM pg_indexes WHERE schemaname = 'public'
    AND tablename IN ('slots', 'pupils', 'bookings', 'outgoing_mails', 'history')
    AND indexname NOT IN (SELECT conname FROM pg_constraint);
INSERT INTO later SELECT 2, format('ALTER TABLE %s ADD CONSTRAINT %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
    FROM pg_constraint WHERE contype = 'f'
    AND conrelid::regclass::text IN ('slots', 'pupils', 'bookings', 'outgoing_mails', 'programmes');
DO $$ DECLARE one record; BEGIN
    FOR one IN SELECT conrelid::regclass AS of, conname FROM pg_constraint WHERE contype = 'f'
        AND conrelid::regclass::text IN ('slots', 'pupils', 'bookings', 'outgoing_mails', 'programmes')
    LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', one.of, one.conname); END LOOP;
    FOR one IN SELECT indexname FROM pg_indexes WHERE schemaname = 'public'
        AND tablename IN ('slots', 'pupils', 'bookings', 'outgoing_mails', 'history')
        AND indexname NOT IN (SELECT conname FROM pg_constraint)
    LOOP EXECUTE format('DROP INDEX %I', one.indexname); END LOOP;
END $$;

CREATE FUNCTION known(what text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$ SELECT md5(what || n)::uuid $$;
-- As the product makes ids: the later the greater.
CREATE FUNCTION timed(what text, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS $$
    SELECT (lpad(to_hex(1764000000000 + n), 12, '0') || '7' || substr(md5(what || n), 1, 3) || '8' || substr(md5(what || n), 4, 15))::uuid $$;

INSERT INTO tenants (id, slug, uai, name, short_name, city, state, time_zone, holiday_zone, accent,
    agreement_policy, agreement_due_days, details, texts, version, created_at, updated_at, listed, department, search_key)
SELECT known('lycee', n), 'p' || n, uai, name, name, city, 'open', 'Europe/Paris', 'Zone B', '#0f5c63',
    'before_visit', 5, '{}', '{}', 1, now(), now(), true, department, search_key
FROM (SELECT *, row_number() OVER (ORDER BY (latitude - 47.22) ^ 2 + ((longitude + 1.55) * 0.68) ^ 2, uai) AS n
    FROM schools WHERE kind <> 'college' AND latitude IS NOT NULL AND state = 'open') AS lycees WHERE n <= {PORTALS};
INSERT INTO slugs SELECT slug FROM tenants;
INSERT INTO tenant_words SELECT DISTINCT word, id
    FROM tenants, regexp_split_to_table(search_key, '[^[:alnum:]]+') AS word WHERE word <> '';
INSERT INTO tracks (id, tenant_id, name, position) SELECT gen_random_uuid(), id, 'Formations', 1 FROM tenants;
INSERT INTO programmes (id, tenant_id, track_id, name, position, formation)
SELECT gen_random_uuid(), tracks.tenant_id, tracks.id, national.name, turn, national.key
FROM tracks JOIN tenants ON tenants.id = tracks.tenant_id, generate_series(1, 10) AS turn JOIN national ON true
WHERE national.n = (substr(tenants.slug, 2)::int * 37 + turn * 41) % (SELECT count(*) FROM national)
ON CONFLICT DO NOTHING;

-- Half-days of two months before and four after today; one in five is full.
INSERT INTO slots (id, tenant_id, programme_id, kind, status, day, starts_at, ends_at, capacity, booked, room,
    meeting_point, note, version, created_at, updated_at, area, formation, half_day)
SELECT gen_random_uuid(), tenant_id, programme, 'mini_stage', 'published', day, (day + hour) AT TIME ZONE 'Europe/Paris',
    (day + hour + interval '3 hours') AT TIME ZONE 'Europe/Paris', 4, CASE n % 5 WHEN 0 THEN 2 WHEN 4 THEN 4 ELSE 3 END,
    'Atelier 2', 'Accueil', '', 1, now(), now(), department, formation,
    CASE hour WHEN time '09:00' THEN 'morning' ELSE 'afternoon' END
FROM (SELECT tenant_id, programmes.id AS programme, formation, department, n,
        current_date - 60 + (n * 5 + position * 3 + substr(slug, 2)::int) % 180 AS day,
        CASE n % 2 WHEN 0 THEN time '09:00' ELSE time '13:30' END AS hour
    FROM programmes JOIN tenants ON tenants.id = tenant_id, generate_series(1, 25) AS n) AS stages;

-- Of each ten lycées, twelve collèges with sixty pupils each, and an account.
CREATE TABLE colleges AS SELECT * FROM (SELECT uai,
        row_number() OVER (ORDER BY (latitude - 47.22) ^ 2 + ((longitude + 1.55) * 0.68) ^ 2, uai) AS n
    FROM schools WHERE kind = 'college' AND latitude IS NOT NULL AND state = 'open') AS near
WHERE n <= {PORTALS} / 10 * 12;
CREATE UNIQUE INDEX ON colleges (n);
INSERT INTO accounts (id, login, title, last_name, first_name, position, confirmed_at, created_at)
SELECT known('account', n), 'ce.' || lower(uai) || '@ecole.example', 'mme', 'Morvan', 'Anne', 'Secrétaire', now(), now() FROM colleges;
INSERT INTO memberships (id, account_id, uai, role, created_at)
SELECT gen_random_uuid(), known('account', n), uai, 'manager', now() FROM colleges;
INSERT INTO accounts (id, login, title, last_name, first_name, position, confirmed_at, created_at)
SELECT known('staff', n), n || '@lycee.example', 'm', 'Prigent', 'Paul', 'DDFPT', now(), now() FROM generate_series(1, {PORTALS}) AS n;
INSERT INTO staff (id, tenant_id, account_id, role, created_at)
SELECT gen_random_uuid(), known('lycee', n), known('staff', n), 'admin', now() FROM generate_series(1, {PORTALS}) AS n;
INSERT INTO pupils (id, uai, last_name, first_name, class, identity_key, created_at)
SELECT known('pupil', n * 100 + p), uai, 'Nom' || p, 'Prénom' || n % 7, '3e ' || chr(65 + p % 4), 'nom' || p || '|prenom' || n % 7, now()
FROM colleges, generate_series(0, 59) AS p;

INSERT INTO bookings (id, tenant_id, slot_id, pupil_id, uai, booked_by, reference, status, agreement_status, attendance,
    version, created_at, updated_at)
SELECT timed('booking', row_number() OVER ()), tenant_id, id, known('pupil', n * 100 + pupil), uai, known('account', n),
    'R' || row_number() OVER (), CASE WHEN starts_at > now() AND k = 1 THEN 'pending' ELSE 'confirmed' END,
    CASE WHEN starts_at > now() AND k < 3 THEN 'issued' ELSE 'validated' END, 'unmarked', 1, now() - interval '5 days', now()
FROM (SELECT slots.id, tenant_id, starts_at, k, (h / 12) % 60 AS pupil, (p - 1) / 10 * 12 + (h + k) % 12 + 1 AS school
    FROM (SELECT *, abs(hashtext(id::text)) % 100000 AS h FROM slots) AS slots
    JOIN (SELECT id AS tenant, substr(slug, 2)::int AS p FROM tenants) AS tenants ON tenant = tenant_id,
    generate_series(1, booked) AS k) AS wishes JOIN colleges ON n = school;

INSERT INTO outgoing_mails (id, tenant_id, kind, recipient, subject, host, status, attempts, created_at, sent_at)
SELECT timed('mail', n), known('lycee', n % {PORTALS} + 1), 'summons', 'ce.' || n % 9973 || '@ecole.example',
    'Votre réservation ' || n, 'p' || n % {PORTALS} + 1, CASE n % 1000 WHEN 0 THEN 'failed' ELSE 'sent' END, 1, now(), now()
FROM generate_series(1, {PORTALS} * 100) AS n;
INSERT INTO jobs (id, tenant_id, kind, payload, state, run_at, attempts, created_at)
SELECT timed('job', n), known('lycee', n % {PORTALS} + 1), 'tell_of_booking', '{}', CASE n % 50 WHEN 0 THEN 'dead' ELSE 'queued' END,
    now() + interval '1 day', 0, now() FROM generate_series(1, {PORTALS} * 2) AS n;
INSERT INTO history (id, tenant_id, uai, actor_kind, event, detail, at)
SELECT timed('event', n), known('lycee', n % {PORTALS} + 1), NULL, 'system', 'slot_changed', '{"slot": "00000000-0000-0000-0000-000000000000", "moved": false}', now()
FROM generate_series(1, {PORTALS} * 50) AS n;

DO $$ DECLARE one record; BEGIN
    FOR one IN SELECT run FROM later ORDER BY step LOOP EXECUTE one.run; END LOOP;
END $$;
DROP TABLE later;
