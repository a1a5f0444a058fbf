-- The life of the server in one Neovim session: status, health, restart, crashes, a missing program. Run by
-- `nvim --headless -u NONE -l lifecycle.lua`. Prints one line per check and ends with status 1 when any of them failed.

local t = dofile(vim.fs.dirname(arg[0]) .. '/harness.lua')
local sample, check, wait_for, edit = t.sample, t.check, t.wait_for, t.edit
local clients, diagnostics, told = t.clients, t.diagnostics, t.told

t.start({ cmd = t.command })
local metadata = edit(sample .. '/beacon_cache/metadata.csv')
local readme = edit(sample .. '/beacon_cache/README.md')

--- Waits until both files have one client and findings; returns its id.
local function served()
  wait_for('the findings', function()
    for _, bufnr in ipairs({ metadata, readme }) do
      if #clients(bufnr) ~= 1 or not clients(bufnr)[1].initialized then
        return false
      end
    end
    return #diagnostics(metadata) > 0
  end)
  return clients(metadata)[1].id
end

local function gone()
  wait_for('the end', function()
    return #clients() == 0
  end)
end

--- Sends a signal to every server that runs.
local function kill(signal)
  local count = 0
  for _, pid in ipairs(vim.api.nvim_get_proc_children(vim.fn.getpid())) do
    -- Gone already, but not yet fetched.
    local process = vim.api.nvim_get_proc(pid)
    if process and process.name == 'integrations-ls' then
      vim.uv.kill(pid, signal)
      count = count + 1
    end
  end
  assert(count > 0, 'no server runs')
end

check(':IntegrationsLsStatus tells what is loaded', function()
  served()
  local text = told('integrations-ls', vim.cmd.IntegrationsLsStatus)
  assert(text:find('integrations%-ls %d+%.%d+%.%d+') and text:find('integrations, %d+ metrics'), text)
end)

local function health()
  vim.cmd('checkhealth integrations_ls')
  local text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
  vim.cmd('bwipeout!')
  return text
end

check(':checkhealth names program, version and attached files', function()
  local text = health()
  assert(text:find(t.command[1], 1, true) and text:find('version %d+%.%d+%.%d+'), text)
  assert(text:find('metadata.csv', 1, true) and text:find('integrations, %d+ metrics'), text)
  assert(text:find('root ' .. sample, 1, true) and text:find('templates of ddev', 1, true), text)
  assert(not text:find('ERROR', 1, true), text)
end)

check('the help has every topic it names', function()
  local doc = t.scratch .. '/doc'
  vim.fn.mkdir(doc)
  local help = vim.env.PLUGIN .. '/doc/integrations_ls.txt'
  assert(vim.uv.fs_copyfile(help, doc .. '/integrations_ls.txt'))
  vim.cmd.helptags(doc)
  local topics = {}
  for _, tag in ipairs(vim.fn.readfile(doc .. '/tags')) do
    topics[tag:match('^[^\t]+')] = true
  end
  for topic in t.read(help):gmatch('|(integrations_ls[^|]*)|') do
    assert(topics[topic], topic)
  end
  for name in pairs(vim.api.nvim_get_commands({})) do
    assert(not vim.startswith(name, 'IntegrationsLs') or topics[':' .. name], name)
  end
end)

check(':IntegrationsLsRestart starts a fresh server for the open files', function()
  local before = served()
  vim.cmd.IntegrationsLsRestart()
  assert(served() ~= before)
end)

check('a killed server comes back by itself, for all files it had', function()
  local before = served()
  told('quit with', function()
    kill('sigkill')
  end)
  wait_for('a new client', function()
    return #clients(metadata) == 1 and clients(metadata)[1].id ~= before
  end)
  assert(served() ~= before)
end)

check('a server that was stopped stays down', function()
  served()
  require('integrations_ls.client').stop()
  gone()
  vim.cmd.IntegrationsLsRestart()
  served()
  -- As `kill` does without being told otherwise.
  kill('sigterm')
  gone()
  -- A start would be on its way by now.
  vim.wait(300)
  assert(#clients() == 0, 'it came back')
  vim.cmd.IntegrationsLsRestart()
  served()
end)

check('a server that crashes all the time is given up, until it is asked for', function()
  local text = told('was not started again', function()
    for _ = 1, 4 do
      local before = served()
      kill('sigkill')
      wait_for('a new client', function()
        return #clients(metadata) == 1 and clients(metadata)[1].id ~= before
      end)
    end
    served()
    kill('sigkill')
  end)
  assert(text:find(':IntegrationsLsRestart', 1, true), text)
  gone()
  vim.wait(300)
  assert(#clients() == 0, 'it came back')
  local report = health()
  assert(report:find('crashed 5 times', 1, true) and report:find('lsp.log', 1, true), report)
  vim.cmd.IntegrationsLsRestart()
  local before = served()
  kill('sigkill')
  wait_for('a new client', function()
    return #clients(metadata) == 1 and clients(metadata)[1].id ~= before
  end)
  served()
end)

check('crashes are forgotten after a while', function()
  local crashes = require('integrations_ls.crashes')
  crashes.forget()
  for second = 1, 4 do
    assert(crashes.may_restart('/one', second))
  end
  assert(crashes.may_restart('/two', 4), 'another repository counts apart')
  assert(not crashes.may_restart('/one', 5))
  assert(crashes.may_restart('/one', 200))
  crashes.forget()
end)

check('a program that is no server is told, and not tried again and again', function()
  require('integrations_ls.client').stop()
  local log = t.scratch .. '/starts'
  told('quit with', function()
    require('integrations_ls').setup({ cmd = { 'sh', '-c', 'echo start >> "$0"; exit 3', log } })
    edit(sample .. '/cobalt_tile/README.md')
  end)
  gone()
  vim.wait(300)
  assert(#clients() == 0 and #vim.fn.readfile(log) <= 4, t.read(log))
end)

check('a missing program is told', function()
  require('integrations_ls.client').stop()
  told('/nonexistent/integrations-ls', function()
    require('integrations_ls').setup({ cmd = { '/nonexistent/integrations-ls', 'server' } })
    edit(sample .. '/cobalt_tile/metadata.csv')
  end)
end)

check(':checkhealth says so when the program is missing', function()
  local text = health()
  assert(text:find('ERROR') and text:find('was not found', 1, true), text)
end)

t.finish()
