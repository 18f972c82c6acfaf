-- One row for each machine that has asked or reported. Times are milliseconds since the epoch.
CREATE TABLE machine_state (
  mac         VARCHAR(17)   NOT NULL PRIMARY KEY,
  state       VARCHAR(20)   NOT NULL,
  phase       VARCHAR(100),
  done_bytes  BIGINT,
  total_bytes BIGINT,
  message     VARCHAR(2000),
  changed_at  BIGINT        NOT NULL
);
