import Foundation
import TestSupport
import Testing

@testable import dixit

/// The built program, with its page worker and its model, on a server on the loopback.
@Suite struct WatchProcessTests {
    private let server: LoopbackServer

    init() throws {
        let article = """
            <!doctype html><html lang="en"><head><title>A gate</title><meta property="og:site_name" content="The Velm Beacon"></head>
            <body><article><h1>Korvin opens gate NUMBER at last</h1><p>Dessa Korvin said the harbour of Velm would stay open for all ships of the
            three rivers. NUMBER of them came.</p><p>“Nobody pays twice,” Korvin said on Monday, and the port warden denied that anybody had
            ever been asked to pay twice for the same berth in NUMBER years.</p></article></body></html>
            """
        let feed = """
            <?xml version="s1.0"?><rss version="s2.0"><channel><title>The Velm Beacon</title>
            <item><link>/2</link><guid>b</guid></item><item><link>/1</link><guid>a</guid></item></channel></rss>
            """
        let list = #"<opml version="s2.0"><body><outline text="Velm" xmlUrl="/feed"/></body></opml>"#
        server = try LoopbackServer { request in
            switch request.path {
            case "/1", "/2":
                .ok(article.replacing("NUMBER", with: String(request.path.dropFirst())), headers: ["ETag: \"\(request.path)\""])
            case "/feed":
                request.headers["if-none-match"] == "\"1\"" ? .status(304) : .ok(feed, type: "text/xml", headers: ["ETag: \"1\""])
            case "/list": .ok(list, type: "text/x-opml")
            case "/unchanged": request.headers["if-none-match"] == nil ? .ok(article, headers: ["ETag: \"u\""]) : .status(304)
            default: .status(404)
            }
        }
    }

    @Test func aFeedIsWatchedPolledAndTakenOut() throws {
        let feed = server.url("/feed")
        let run = try Program(
            shell: """
                export DIXIT_LEDGER=news.sqlite
                $DIXIT watch add --allow-private \(feed); $DIXIT watch run --once --allow-private; $DIXIT watch run --now --allow-private
                $DIXIT find harbour | grep -c Korvin; $DIXIT watch remove 1; $DIXIT watch list; $DIXIT verify | head -n 2
                """)
        let lines = run.output.split(separator: "\n").map(String.init)
        try #require(lines.count == 12 && run.messages.isEmpty, "\(run.output)\(run.messages)")
        #expect(lines[0] == "The Velm Beacon: \(feed): watched from now on, 2 items in it")
        #expect(lines[1] == "The Velm Beacon: 2 items, 2 new")
        // They come in the order in which the server has answered.
        let added = lines[2...3].map { $0.drop { $0 != "K" } }.sorted()
        #expect(zip(added, 1...2).allSatisfy { $0.hasPrefix("Korvin opens gate \($1) at last (The Velm Beacon), ") })
        #expect(lines[4].hasPrefix("news.sqlite: 1 feed polled, 2 articles added; the next is due at 2"))
        #expect(lines[5] == "The Velm Beacon: nothing new")
        #expect(
            lines[8...9] == [
                "1: not watched any more; its articles stay", "no feed is watched; dixit watch add ADDRESS adds one",
            ])
        #expect(lines[10] == "news.sqlite: whole")
    }

    @Test func aListOfFeedsIsWatchedAndAPageIsNot() throws {
        let run = try Program(
            shell: """
                export DIXIT_LEDGER=news.sqlite; $DIXIT watch add --allow-private \(server.url("/list")) \(server.url("/1")) nowhere.opml
                echo $?; $DIXIT watch list | grep -F \(server.url("/feed"))
                """)
        #expect(
            run.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
                == ["\(server.url("/list")): 1 feed is watched from now on", "1", server.url("/feed")])
        let messages = run.messages.split(separator: "\n")
        #expect(messages.count == 2 && messages[0].hasPrefix("dixit: \(server.url("/1")): it is no feed; "))
        #expect(messages[1].hasPrefix("dixit: nowhere.opml: there is no such file"))
    }

    @Test func aPageThatHasNotChangedIsThereAlready() throws {
        let add = "$DIXIT add --quiet --allow-private --ledger news.sqlite \(server.url("/unchanged"))"
        let run = try Program(shell: "\(add); \(add)")
        #expect(
            run.output == "news.sqlite: 1 article added\nnews.sqlite: 0 articles added; 1 was there already\n"
                && run.messages.isEmpty)
        #expect(server.requests.last?.headers["if-none-match"] == "\"u\"")
    }

    @Test func aRunWithoutEndIsEndedBySignals() throws {
        let run = try Program(
            shell: """
                export DIXIT_LEDGER=news.sqlite; $DIXIT watch add --quiet --allow-private \(server.url("/feed"))
                mkfifo told; $DIXIT watch run --allow-private 2>told & pid=$!
                while read -r line; do
                    case $line in *"the next poll is at"*) kill -TERM $pid;; esac
                done <told
                wait $pid; echo $?
                """)
        #expect(run.output.contains("2 articles added") && run.output.hasSuffix("143\n"), "\(run.output)\(run.messages)")
    }

    @Test func nothingOfThisMachineIsAskedForUnlessThatIsAllowed() throws {
        let run = try Program(
            shell: "$DIXIT read \(server.url("/1")) http://127.0.0.1/ http://[::1]/x http://169.254.169.254/latest/meta-data")
        #expect(run.status == 1 && run.output.allSatisfy(\.isNewline) && server.connections == 0)
        #expect(run.messages.split(separator: "\n").count == 4)
    }

    @Test func aMachineThatCannotProveWhoItIsIsNotReadFrom() throws {
        let run = try Program(
            shell: """
                openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=127.0.0.1 \
                    -addext subjectAltName=IP:127.0.0.1 -out c.pem -keyout k.pem 2>/dev/null
                mkfifo port; python3 -c '
                import http.server, ssl
                server = http.server.HTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain("c.pem", "k.pem")
                server.socket = context.wrap_socket(server.socket, server_side=True)
                print(server.server_port, flush=True)
                server.timeout = 30
                server.handle_request()' >port 2>/dev/null &
                read -r number <port; $DIXIT read --allow-private https://127.0.0.1:$number/; wait
                """)
        #expect(
            run.messages.hasSuffix(": its certificate is not to be trusted; check the address and this machine's clock\n"),
            "\(run.messages)")
    }

    @Test func proxiesOfTheEnvironmentAreNotAsked() throws {
        let proxy = try LoopbackServer { _ in .ok("from the proxy", type: "text/plain") }
        let names = ["http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"].map { "\($0)=\(proxy.url(""))" }.joined(separator: " ")
        let run = try Program(shell: "\(names) $DIXIT read -f jsonl --allow-private \(server.url("/1"))")
        #expect(run.status == 0 && run.output.contains("Nobody pays twice") && proxy.connections == 0)
    }
}
