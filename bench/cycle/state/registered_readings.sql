-- The readings of connections that the register names.
SELECT connection, legal_day, began_us, interval_s, energy_wh, load_w, estimated, sender, filing, row
FROM meter_readings SEMI JOIN connections USING (connection)
