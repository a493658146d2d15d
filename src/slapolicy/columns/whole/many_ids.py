"""The ids of batches of cases: which of them stand in a row before."""

import numpy as np
import pyarrow as pa

from slapolicy.columns.whole.codes import Ints
from slapolicy.columns.whole.digests import Numbers, digests
from slapolicy.contract.case_reader.ids import LISTED, REMEMBERED, Ids

_NOBODY = np.uint64(0)


class ManyIds(Ids):
    """Remembers the ids of many batches, in less than 100 bytes each, up to a million.

    They stand in open addressing, at most half of whose places are taken.
    """

    def __init__(self) -> None:
        super().__init__()
        self._many, self._keys = 0, np.zeros(1024, np.uint64)
        self._firsts, self._contents = np.zeros(1024, np.int64), self._keys.copy()

    def add_all(self, decisions: pa.RecordBatch, contents: Numbers) -> None:
        """Take note of the cases of a batch that were read, and of what each says."""
        read = decisions.column("case_state").is_valid()
        some = np.flatnonzero(read.to_numpy(zero_copy_only=False))
        if not len(some):
            return
        rows = decisions.column("row").to_numpy().take(some)
        names, contents = decisions.column("id").filter(read), contents.take(some)
        keys = np.maximum(digests(names), 1)
        one_each, first, which = np.unique(keys, return_index=True, return_inverse=True)
        self._make_room(len(one_each))
        places = self._places(one_each)
        is_new = self._keys.take(places) == _NOBODY
        begun = np.flatnonzero(is_new)
        begun = begun[np.argsort(first.take(begun))][: REMEMBERED - self._many]
        self._put(one_each[begun], rows[first[begun]], contents[first[begun]])
        known = np.flatnonzero(self._keys.take(places := self._places(one_each)))
        is_again = np.zeros(len(one_each), np.bool_)
        is_again[known] = True
        repeats = is_again.take(which)
        repeats[first[begun]] = False
        at = np.flatnonzero(repeats)
        if len(at):
            before = places.take(which.take(at))
            is_same = self._contents.take(before) == contents.take(at)
            self._tell(rows.take(at), self._firsts.take(before), names, at, is_same)

    def _tell(
        self, rows: Ints, firsts: Ints, names: pa.Array, at: Ints, is_same: Ints
    ) -> None:
        same, other = np.flatnonzero(is_same), np.flatnonzero(~is_same)
        for one in same[:1].tolist():
            name = names[int(at[one])].as_py()
            self.repeat(int(rows[one]), int(firsts[one]), name, len(same), is_same=True)
        for index, one in enumerate(other[:LISTED].tolist()):
            count = 1 if index + 1 < LISTED else len(other) - index
            name = names[int(at[one])].as_py()
            self.repeat(int(rows[one]), int(firsts[one]), name, count, is_same=False)

    def _places(self, keys: Numbers) -> Ints:
        """Give the place of each key, or the free one where it would be looked for."""
        most = np.uint64(len(self._keys) - 1)
        found = (keys & most).astype(np.int64)
        left = np.arange(len(keys))
        while len(left):
            there = self._keys.take(found.take(left))
            left = left[(there != _NOBODY) & (there != keys.take(left))]
            found[left] = (found.take(left) + 1) & int(most)
        return found

    def _put(self, keys: Numbers, rows: Ints, contents: Numbers) -> None:
        """Remember keys that are not there yet, each given once."""
        self._many += len(keys)
        while len(keys):
            places = self._places(keys)
            self._keys[places] = keys  # of those that meet, one stays
            stays = self._keys.take(places) == keys
            self._firsts[places[stays]] = rows[stays]
            self._contents[places[stays]] = contents[stays]
            keys, rows, contents = keys[~stays], rows[~stays], contents[~stays]

    def _make_room(self, more: int) -> None:
        size = len(self._keys)
        while 2 * (self._many + more) >= size:
            size *= 2
        if size == len(self._keys):
            return
        taken = np.flatnonzero(self._keys)
        kept = self._keys[taken], self._firsts[taken], self._contents[taken]
        self._keys, self._contents = np.zeros((2, size), np.uint64)
        self._firsts, self._many = np.zeros(size, np.int64), 0
        self._put(*kept)
