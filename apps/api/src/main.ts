import { ADto } from './x/a.dto.js';
console.log(new ADto());
