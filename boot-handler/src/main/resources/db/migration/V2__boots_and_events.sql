-- Which boot a machine's token is for, whether it has been installed, and what happened to it.
ALTER TABLE machine_state ADD COLUMN boot_id BIGINT;
ALTER TABLE machine_state ADD COLUMN boot_started_at BIGINT;
ALTER TABLE machine_state ADD COLUMN installed_at BIGINT;
UPDATE machine_state SET installed_at = changed_at WHERE state = 'INSTALLED';

CREATE TABLE machine_event (
  id      ${identity},
  mac     VARCHAR(17)   NOT NULL,
  at      BIGINT        NOT NULL,
  kind    VARCHAR(30)   NOT NULL,
  phase   VARCHAR(100),
  message VARCHAR(2000)
);
CREATE INDEX machine_event_of_mac ON machine_event (mac, id);
CREATE INDEX machine_event_at ON machine_event (at);
