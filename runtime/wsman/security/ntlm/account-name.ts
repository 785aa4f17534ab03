/** A user, as NTLM names one. */
export interface AccountName {
  /** Empty: the server looks for the user among its own accounts, and then in its domain. */
  readonly domain: string;
  readonly username: string;
}

/** Windows' table of capitals is older than those of the Georgian and the Cherokee letters. */
const WITHOUT_CAPITAL = /[\u10d0-\u10ff\u13f8-\u13fd\uab70-\uabbf]/;

/**
 * The name in capitals, as Windows makes them: one of each code unit, where that has one which is its own. So `ß`, `ı`
 * and letters beyond the first 65,536 stay as they are.
 */
export function inCapitals(name: string): string {
  return name.split('').map(capital).join('');
}

function capital(unit: string): string {
  const upper = unit.toUpperCase();
  // The ς at the end of words has the capital of σ, in Windows too.
  const isOwn = upper.length === 1 && (upper.toLowerCase() === unit || unit === 'ς');
  return isOwn && !WITHOUT_CAPITAL.test(unit) ? upper : unit;
}
