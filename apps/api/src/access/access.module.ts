import { Global, Module } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AccountEntity } from './account.entity.js';
import { AccountsController } from './accounts.controller.js';
import { Accounts } from './accounts.js';
import { AuthController } from './auth.controller.js';
import { ChangePassword } from './change-password.js';
import { FirstAdmin } from './first-admin.js';
import { OwnAccountController } from './own-account.controller.js';
import { OwnAccount } from './own-account.js';
import { People } from './people.js';
import { RoleGrantEntity } from './role-grant.entity.js';
import { SessionGuard } from './session-guard.js';
import { SessionEntity } from './session.entity.js';
import { Sessions } from './sessions.js';
import { SignInLimits } from './sign-in-limits.js';
import { SignIn } from './sign-in.js';
import { TeamEntity } from './team.entity.js';
import { TeamsController } from './teams.controller.js';
import { Teams } from './teams.js';

const entities = [AccountEntity, RoleGrantEntity, SessionEntity, TeamEntity];

/** Teams and accounts as rows, for every process. */
@Module({ imports: [TypeOrmModule.forFeature(entities)] })
export class AccessEntitiesModule {}

/** Signing in and the gate before every handler: HTTP only. */
@Global()
@Module({
  imports: [AccessEntitiesModule],
  controllers: [AuthController, OwnAccountController, AccountsController, TeamsController],
  providers: [
    ...[Sessions, SignIn, SignInLimits, FirstAdmin, OwnAccount, ChangePassword, People, Accounts, Teams],
    { provide: APP_GUARD, useClass: SessionGuard },
  ],
  exports: [Sessions, FirstAdmin],
})
export class AccessHttpModule {}
