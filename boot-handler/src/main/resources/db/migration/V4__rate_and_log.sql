-- How fast an installation goes on, and what its installer had said when it failed.
ALTER TABLE machine_state ADD COLUMN bytes_per_second BIGINT;
ALTER TABLE machine_state ADD COLUMN seconds_left BIGINT;
ALTER TABLE machine_event ADD COLUMN log VARCHAR(16000);
