//! Sorting of slices of every type through one instance of the standard sort. Each call of `slice::sort_by_key` is an
//! instance of its own, of some five kilobytes: those of the whole program were a megabyte.

use std::cmp::Ordering;

/// Stable sorts, as those of the standard library are.
pub trait Sort<T> {
    /// Sorts by what `compare` says of two elements.
    fn order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering);

    /// Sorts by a key of each element, which is made anew for each comparison.
    fn order_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K);

    /// Sorts by the order of the elements themselves.
    fn order(&mut self)
    where
        T: Ord;
}

impl<T> Sort<T> for [T] {
    fn order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
        let mut places = sorted(self.len(), &|a, b| compare(&self[a], &self[b]));
        for place in 0..places.len() {
            while places[place] != place {
                let target = places[place];
                self.swap(place, target);
                places.swap(place, target);
            }
        }
    }

    fn order_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        self.order_by(|a, b| key(a).cmp(&key(b)));
    }

    fn order(&mut self)
    where
        T: Ord,
    {
        self.order_by(T::cmp);
    }
}

/// Returns for each of `length` elements the place that it takes once they are in order.
#[inline(never)]
fn sorted(length: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut elements: Vec<usize> = (0..length).collect();
    #[expect(clippy::disallowed_methods, reason = "the one instance")]
    elements.sort_by(|a, b| compare(*a, *b));
    let mut places = vec![0; length];
    for (place, element) in elements.into_iter().enumerate() {
        places[element] = place;
    }
    places
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn elements_are_in_order_and_equal_ones_stay_as_they_were(keys: Vec<u8>) {
            let mut ours: Vec<(u8, usize)> = keys.into_iter().zip(0..).collect();
            let mut theirs = ours.clone();
            ours.order_by_key(|(key, _)| *key);
            #[expect(clippy::disallowed_methods, reason = "what it is compared with")]
            theirs.sort_by_key(|(key, _)| *key);
            prop_assert_eq!(ours, theirs);
        }
    }
}
