// Signing in and setting up.
export const entry = {
  signIn: 'Sign in',
  signInTitle: 'Sign in to Sluice',
  claim: 'Change MySQL data with one click, and take it back.',
  login: 'Login',
  name: 'Name',
  password: 'Password',
  passwordHelp: 'At least 12 characters.',
  demoTitle: 'Demo logins',
  demoHelp: 'One click fills the form in.',
  setUpTitle: 'Set up Sluice',
  setUpHelp: 'This makes the first administrator. The link works once.',
  setUpButton: 'Make the administrator and sign in',
  setUpNoToken: 'The link is incomplete. Open the whole address that Sluice printed when it started.',
};
