extension RandomAccessCollection where Index == Int {
    /// The first index whose element, and every later one, satisfies a predicate; the end where none does.
    ///
    /// Takes the logarithm of the elements' number.
    @inlinable
    package func partitioningIndex(where satisfies: (Element) throws -> Bool) rethrows -> Int {
        var (low, high) = (startIndex, endIndex)
        while low < high {
            let middle = (low + high) / 2
            if try satisfies(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
