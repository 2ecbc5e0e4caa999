import { IntersectionType } from '@nestjs/swagger';
import { KnownAtQuery } from '../http/list-query.dto.js';
import { RecordSelectionQuery } from '../http/record-selection.dto.js';

/** Which records a figure rests on, and as of when. */
export class SelectionQuery extends IntersectionType(RecordSelectionQuery, KnownAtQuery) {}
