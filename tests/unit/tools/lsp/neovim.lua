-- Drives a real Neovim through the language server; told by test_neovim.py.
-- It opens a policy with a mistake, waits for its diagnostic, applies the first code
-- action, lays the policy out and renames a calendar, and writes what it saw as JSON.

local seen = {}
local where = vim.env.SLAPOLICY_TEST
local function fail(why)
  seen.failed = why
  local out = io.open(where .. "/seen.json", "w")
  out:write(vim.fn.json_encode(seen))
  out:close()
  vim.cmd("cquit 1")
end

local function wait(what, is_there)
  if not vim.wait(20000, is_there, 20) then
    fail("waited in vain for " .. what)
  end
end

local function lines()
  return table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n") .. "\n"
end

vim.cmd("edit " .. where .. "/policy.sla")
local buffer = vim.api.nvim_get_current_buf()
local id = vim.lsp.start_client({
  name = "slapolicy",
  cmd = vim.fn.json_decode(vim.env.SLAPOLICY_COMMAND),
  root_dir = where,
})
vim.lsp.buf_attach_client(buffer, id)
local function client()
  return vim.lsp.get_client_by_id(id)
end
wait("the server", function()
  return client() and client().server_capabilities
end)

-- the diagnostic of the mistake
wait("a diagnostic", function()
  return #vim.diagnostic.get(buffer) > 0
end)
local found = vim.diagnostic.get(buffer)[1]
seen.diagnostic = { code = found.code, line = found.lnum, column = found.col, message = found.message }

-- the code action that mends it
local function request(method, params)
  local answers, problem = client().request_sync(method, params, 20000, buffer)
  if problem or not answers then
    fail(method .. ": " .. vim.inspect(problem))
  end
  return answers
end
local range = {
  start = { line = found.lnum, character = found.col },
  ["end"] = { line = found.lnum, character = found.col },
}
local document = vim.lsp.util.make_text_document_params(buffer)
local encoding = client().offset_encoding
seen.encoding = encoding
local actions = request("textDocument/codeAction", {
  textDocument = document, range = range, context = { diagnostics = {} },
}).result
seen.action = actions[1].title
vim.lsp.util.apply_workspace_edit(actions[1].edit, encoding)
wait("no diagnostic", function()
  return #vim.diagnostic.get(buffer) == 0
end)
seen.mended = lines()

-- the layout, as Neovim does it
if vim.lsp.buf.format then
  vim.lsp.buf.format({ async = false, timeout_ms = 20000 })
else
  vim.lsp.buf.formatting_sync({}, 20000)
end
seen.laid_out = lines()

-- another name, as Neovim does it
vim.fn.search("calendar office")
vim.fn.search("office")
vim.lsp.buf.rename("desk_hours")
wait("the new name", function()
  return lines():find("during desk_hours", 1, true) ~= nil
end)
seen.renamed = lines()

-- hover and completion, as they come
vim.fn.search("2 business days")
local here = vim.lsp.util.make_position_params(0, encoding)
seen.hover = request("textDocument/hover", here).result.contents.value
seen.offered = {}
vim.fn.search("desk_hours$")
here = vim.lsp.util.make_position_params(0, encoding)
for _, item in ipairs(request("textDocument/completion", here).result.items) do
  table.insert(seen.offered, item.label)
end

-- the end, in good order
vim.lsp.stop_client(id)
wait("the end of the server", function()
  return client() == nil or client().is_stopped()
end)
local out = io.open(where .. "/seen.json", "w")
out:write(vim.fn.json_encode(seen))
out:close()
vim.cmd("qall!")
