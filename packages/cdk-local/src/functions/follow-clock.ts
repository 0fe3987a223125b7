import { type ClockState, timeAt } from '../run/clock.ts';

/** Makes `Date` in this thread follow a controllable clock. Timers keep the machine's time. */
export const followClock = (state: ClockState): void => {
  const machine = Date.now;
  const now = (): number => timeAt(state, machine());
  globalThis.Date = new Proxy(Date, {
    apply: (target) => new target(now()).toString(),
    construct: (target, given, newTarget) => Reflect.construct(target, given.length > 0 ? given : [now()], newTarget),
    get: (target, name) => (name === 'now' ? now : Reflect.get(target, name)),
  });
};
