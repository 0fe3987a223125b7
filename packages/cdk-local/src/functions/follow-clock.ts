import { type ClockState, timeAt } from '../run/clock.ts';

/** From now on this thread's `Date` shows what the clock shows. Timers stay the machine's. */
export const followClock = (hands: ClockState): void => {
  const machine = Date.now;
  const now = (): number => timeAt(hands, machine());
  globalThis.Date = new Proxy(Date, {
    apply: (target) => new target(now()).toString(),
    construct: (target, given, newTarget) => Reflect.construct(target, given.length > 0 ? given : [now()], newTarget),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
};
