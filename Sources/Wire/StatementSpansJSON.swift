import Record

/// Reading spans from JSON.
extension StatementSpans {
    /// Reads the role of that name; false, with nothing read, where there is no such role.
    mutating func read(_ name: String, _ json: inout JSONReader) throws -> Bool {
        switch name {
        case "source": source = try StatementSpans.spans(&json)
        case "cue": cue = try StatementSpans.spans(&json)
        case "content": content = try StatementSpans.spans(&json)
        default: return false
        }
        return true
    }

    private static func spans(_ json: inout JSONReader) throws -> [Span] {
        guard try json.peek() != .null else {
            try json.skip()
            return []
        }
        var spans: [Span] = []
        try json.array { spans.append(try span(&$0)) }
        return spans
    }

    private static func span(_ json: inout JSONReader) throws -> Span {
        var ends: [Int] = []
        if try json.peek() == .array {
            try json.array { ends.append(try $0.integer()) }
            guard ends.count == 2 else { throw json.fault("a span has a start and an end") }
        } else {
            var start: Int?
            var end: Int?
            try json.object { name, json in
                switch name {
                case "start": start = try json.integer()
                case "end": end = try json.integer()
                default: try json.skip()
                }
            }
            guard let start, let end else { throw json.fault("a span has a start and an end") }
            ends = [start, end]
        }
        guard ends[0] >= 0, ends[0] <= ends[1] else { throw json.fault("a span begins at 0 or later and ends behind its start") }
        return Span(ends[0], ends[1])
    }
}
