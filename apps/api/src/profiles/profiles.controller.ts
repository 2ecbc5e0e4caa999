import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { ProfilesService } from '@app/exchange';
import { NoQuery } from '../http/list-query.dto.js';
import { LIST_PROBLEMS, READ_PROBLEMS } from '../http/problems.js';
import { ProfileList, ProfileResponse, toProfileResponse } from './profile.dto.js';

@ApiTags('imports')
@Controller('v1/profiles')
export class ProfilesController {
  constructor(private readonly profiles: ProfilesService) {}

  /** The profiles that files can be imported by. */
  @Get()
  @ApiOkResponse({ type: ProfileList })
  @LIST_PROBLEMS
  async list(@Query() _query: NoQuery): Promise<ProfileList> {
    return { items: (await this.profiles.list()).map(toProfileResponse) };
  }

  /** One profile. */
  @Get(':profile')
  @ApiOkResponse({ type: ProfileResponse })
  @READ_PROBLEMS
  async get(@Param('profile') name: string, @Query() _query: NoQuery): Promise<ProfileResponse> {
    return toProfileResponse(await this.profiles.get(name));
  }
}
