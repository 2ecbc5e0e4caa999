import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';

const SWITCH = { type: 'string', enum: ['true', 'false'], default: 'false' };

const FORM = {
  type: 'object',
  required: ['file', 'profile'],
  additionalProperties: false,
  properties: {
    file: {
      type: 'string',
      format: 'binary',
      description: 'CSV, NDJSON or XLSX, the first two also packed by gzip or zstd.',
    },
    profile: {
      type: 'string',
      maxLength: 10_000,
      description: 'Name of a profile (GET /v1/profiles); or, as a file, a profile of your own in YAML or JSON.',
      example: 'stances',
    },
    dataset: {
      type: 'string',
      maxLength: 100,
      pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
      description: 'Within which externalIds are unique; the dataset of the profile where it is left out.',
      example: 'un-ga-votes',
    },
    dryRun: { ...SWITCH, description: 'Do everything, and undo it again at the end.' },
    keepGoing: {
      ...SWITCH,
      description:
        'Record the rows that can be, and report the others; otherwise nothing is recorded where one cannot be.',
    },
    retractMissing: { ...SWITCH, description: 'Retract the stances of the dataset that the file does not have.' },
  },
  patternProperties: {
    '^table\\.': { type: 'string', format: 'binary', description: 'The file of a table of the profile.' },
    '^set\\.': { type: 'string', maxLength: 10_000, description: 'The value of a parameter of the profile.' },
  },
};

/** Names, in the API's description, the parts of the form. */
export const ImportForm = (): MethodDecorator =>
  applyDecorators(ApiConsumes('multipart/form-data'), ApiBody({ required: true, schema: FORM as never }));
