-- Absences are counted beside the series of a pair: neither its months nor the index that they are read by know why a
-- record has no position, and few pairs have any.
CREATE INDEX stance_absence ON stance (actor_id, issue_id, begins_latest)
  WHERE act = 'ABSENCE' AND NOT is_loose AND superseded_at IS NULL AND status = 'PUBLISHED';

-- Loose records are read one by one, and tell it themselves.
DROP INDEX stance_loose;
CREATE INDEX stance_loose ON stance (actor_id, issue_id, begins_earliest)
  INCLUDE (id, position, begins_latest, latest, is_duration, act) WHERE superseded_at IS NULL AND status = 'PUBLISHED' AND is_loose;
