//! Work on many items, shared by the processors of the machine.

use std::num::NonZero;
use std::panic::resume_unwind;
use std::thread;

/// The fewest items for which a thread is begun.
const SMALLEST_SHARE: usize = 32;

/// Does to each item what takes long, several at once; the results are in the order of the items.
pub fn in_shares<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    let share = items.len().div_ceil(workers).max(SMALLEST_SHARE);
    let (first, others) = items.split_at(share.min(items.len()));
    thread::scope(|scope| {
        let work = &work;
        let others: Vec<_> = others
            .chunks(share)
            .map(|items| scope.spawn(move || items.iter().map(work).collect::<Vec<R>>()))
            .collect();
        let mut done: Vec<R> = first.iter().map(work).collect();
        for other in others {
            match other.join() {
                Ok(results) => done.extend(results),
                Err(panic) => resume_unwind(panic),
            }
        }
        done
    })
}
