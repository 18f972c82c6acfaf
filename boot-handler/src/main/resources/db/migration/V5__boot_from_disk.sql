-- Since when a machine is left to its disk because somebody asked for that.
ALTER TABLE machine_state ADD COLUMN disk_asked_at BIGINT;
