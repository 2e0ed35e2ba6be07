/**
 * MED from LOCAL_PREF, as the control node computes it when an agent sends none (`BgpXmppChannel::ProcessItem`):
 * 100 → 200, 200 → 100, 0 → 0, else 2^32 − 1 − local preference.
 */
export function medOfLocalPreference(localPreference: number): number {
  if (localPreference === 100) return 200;
  if (localPreference === 200) return 100;
  if (localPreference === 0) return 0;
  return 4_294_967_295 - localPreference;
}

/** LOCAL_PREF of the routes of an ordinary interface. */
export const LOW_PREFERENCE = 100;
/** LOCAL_PREF where the interface is the active one (or one of several). */
export const HIGH_PREFERENCE = 200;
