-- When somebody asked for a reinstallation, until a boot begins that is one: a boot before that may end, but not undo it.
ALTER TABLE machine_state ADD COLUMN reinstall_asked_at BIGINT;
