/// What somebody who mistyped a word may have meant.
enum Suggestion {
    /// The word that is fewest edits away, if that is at most a third of its letters, rounded up; the first of several.
    static func nearest(to typed: String, among words: [String]) -> String? {
        let near = words.map { (word: $0, edits: edits(Array(typed), Array($0))) }
            .filter { $0.edits <= ($0.word.count + 2) / 3 }
        return near.min { $0.edits < $1.edits }?.word
    }

    /// Insertions, deletions, replacements and swaps of neighbours that lead from one word to the other (Damerau 1964, in the
    /// form of optimal string alignment).
    private static func edits(_ a: [Character], _ b: [Character]) -> Int {
        guard a.count <= 64, !a.isEmpty, !b.isEmpty else { return max(a.count, b.count) }
        var table = [[Int]](repeating: [Int](repeating: 0, count: b.count + 1), count: a.count + 1)
        for i in 0...a.count { table[i][0] = i }
        for j in 0...b.count { table[0][j] = j }
        for i in 1...a.count {
            for j in 1...b.count {
                let replaced = table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, replaced)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
                }
            }
        }
        return table[a.count][b.count]
    }
}
