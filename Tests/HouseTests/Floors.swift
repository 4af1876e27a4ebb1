/// The rooms of the house from the ground up: a module may import what its row names, and what that may import.
/// A row names only rows above it here, so the house has no circles.
struct Floor {
    let module: String
    let standsOn: [String]

    init(_ module: String, on standsOn: [String] = []) {
        self.module = module
        self.standsOn = standsOn
    }

    static let all = [
        // The system's libraries and the kernels in C.
        Floor("CCrypto"), Floor("CCurl"), Floor("CKernels"), Floor("CMicrohttpd"), Floor("COneDNN"), Floor("CSQLite"),
        Floor("CZlib"),
        // 1: nouns, words, numbers.
        Floor("Record"),
        Floor("English"),
        Floor("Wire", on: ["Record"]),
        Floor("Neural", on: ["COneDNN", "CKernels"]),
        // 2: text and files.
        Floor("Prose", on: ["Record"]),
        Floor("SQLite", on: ["CSQLite"]),
        // 3: one article.
        Floor("Reading", on: ["Record", "English", "Prose", "Neural"]),
        // 4: what it means, where it comes from, where it is kept.
        Floor("Meaning", on: ["Reading", "Record", "English", "Prose"]),
        Floor("Gathering", on: ["English", "Record", "Wire", "CCurl", "CZlib", "CCrypto"]),
        Floor("Ledger", on: ["English", "Record", "Wire", "SQLite", "CZlib", "CCrypto"]),
        // 5: what is done with a ledger.
        Floor("Actors", on: ["Ledger", "English"]),
        Floor("Reviews", on: ["Ledger", "Actors", "Prose"]),
        Floor("Finding", on: ["Ledger", "Actors", "English", "Neural"]),
        Floor("Transfer", on: ["Ledger", "Actors", "Reviews"]),
        Floor("Mending", on: ["Ledger", "Meaning", "Actors", "Reviews", "Transfer"]),
        Floor("Library", on: ["Gathering", "Reading", "Meaning", "Ledger", "Actors", "Finding", "Reviews"]),
        Floor("Learning", on: ["Library", "Reviews", "Meaning", "Reading", "Neural"]),
        Floor("HTTP", on: ["CMicrohttpd"]),
        // 6: what people use.
        Floor("Web", on: ["Library", "Meaning", "Finding", "Reviews", "Actors", "Mending", "Transfer", "HTTP"]),
        Floor("DixitC", on: ["Reading", "Meaning", "Finding", "Wire"]),
        Floor("dixit", on: ["Library", "Learning", "Finding", "Mending", "Transfer", "Web"]),
    ]

    /// What a module may import: what its row names, and what those may import.
    static let reachable: [String: Set<String>] = all.reduce(into: [:]) { reachable, floor in
        reachable[floor.module] = floor.standsOn.reduce(into: Set(floor.standsOn)) { $0.formUnion(reachable[$1] ?? []) }
    }
}
