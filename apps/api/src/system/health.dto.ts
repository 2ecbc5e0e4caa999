export class HealthResponse {
  /** @example "ok" */
  readonly status!: 'ok';
}
