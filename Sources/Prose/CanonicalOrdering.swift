/// Where a normalized scalar comes from: one code point of the text.
struct Origin: Sendable {
    var codePoint: Int
    var byte: Int
    /// Bytes of UTF-8.
    var length: Int
}

/// Puts combining marks into canonical order (The Unicode Standard, 3.11, D109), one starter and its marks at a time.
///
/// The reference aligns by place, not by scalar: when marks change places, the first parts of the decompositions that come out
/// take the origins of the scalars that went in, in their order; a further part of a decomposition takes that of the one before.
struct CanonicalOrdering {
    private var parts: [ScalarForm.Part] = []
    private var origins: [Origin] = []
    private var isOrdered = true
    private var (nextPart, nextOrigin) = (0, 0)
    private var current = Origin(codePoint: 0, byte: 0, length: 1)

    var isEmpty: Bool { parts.isEmpty }

    mutating func restart() {
        parts.removeAll(keepingCapacity: true)
        origins.removeAll(keepingCapacity: true)
        isOrdered = true
        (nextPart, nextOrigin) = (0, 0)
    }

    mutating func add(_ form: ScalarForm, from origin: Origin) {
        for part in form.parts { add(part, from: origin) }
    }

    /// Adds the next part; where its class is 0, what was added before must have been taken.
    mutating func add(_ part: ScalarForm.Part, from origin: Origin) {
        if let last = parts.last, last.order > part.order { isOrdered = false }
        parts.append(part)
        if part.isFirst { origins.append(origin) }
    }

    /// Puts what was added into order, before `next` takes it.
    mutating func sort() {
        if isOrdered { return }
        let order = parts.indices.sorted { (parts[$0].order, $0) < (parts[$1].order, $1) }
        parts = order.map { parts[$0] }
        isOrdered = true
    }

    /// Takes the next part, with the origin that the reference gives it; nil, and nothing is left, behind the last.
    mutating func next() -> (part: ScalarForm.Part, origin: Origin)? {
        guard nextPart < parts.count else {
            restart()
            return nil
        }
        let part = parts[nextPart]
        nextPart += 1
        if part.isFirst && nextOrigin < origins.count {
            current = origins[nextOrigin]
            nextOrigin += 1
        }
        return (part, current)
    }
}
