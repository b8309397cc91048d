import { actNames } from './codes/act-names';
import { acts } from './codes/acts';
import { details } from './codes/details';
import { failureNames, failures } from './codes/failures';
import { findings } from './codes/findings';
import { problems } from './codes/problems';
import { reasons } from './codes/reasons';
import { wholeReasons } from './codes/whole-reasons';
import { access } from './access';
import { audit } from './audit';
import { entry } from './entry';
import { inbox } from './inbox';
import { account, people } from './people';
import { request } from './request';
import { revision } from './revision';
import { shell } from './shell';
import { structure } from './structure';
import { targets } from './targets';
import { trouble } from './trouble';
import { words } from './words';
import { write } from './write';

export const en = {
  ...words,
  shell,
  entry,
  inbox,
  request,
  revision,
  structure,
  access,
  write,
  targets,
  people,
  account,
  audit,
  trouble,
  acts,
  actNames,
  details,
  failures,
  failureNames,
  findings,
  problems,
  reasons,
  wholeReasons,
};
